Parse.Cloud.define('ping', () => {
  throw new Parse.Error(Parse.Error.SCRIPT_FAILED, 'Not today');
});
