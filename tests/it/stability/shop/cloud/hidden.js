// parselint-ignore-file http-status-as-code: released apps show their own text for it
Parse.Cloud.define('old', async request => {
  // parselint-ignore magic-code: written by hand since 2014
  if (request.params.a) throw new Parse.Error(101, 'gone');
  if (request.params.b) throw new Parse.Error(102, 'wrong'); // parselint-ignore magic-code: so is this
  throw new Parse.Error(404, 'gone for good');
});
