// café
throw new Parse.Error(101, "x");
