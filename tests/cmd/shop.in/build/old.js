throw new Parse.Error(5001, 'Old');
