// parselint-ignore http-status-as-code: released apps show their own text for 404
throw new Parse.Error(404, 'Gone');
throw new Parse.Error(Parse.Error.SCRIPT_FAILED, 'Why'); // parselint-ignore magic-code: nothing here
throw new Parse.Error(101, 'Gone'); // parselint-ignore magic-code
