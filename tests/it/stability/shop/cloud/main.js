Parse.Cloud.define('buy', async request => {
  if (!request.user) throw new Parse.Error(119, 'Log in first.');
  const found = await new Parse.Query('Article').get(request.params.id).catch(error => {
    if (error.code === 101) throw new Parse.Error(404, 'No such article.');
    if (error.code === 101) return null;
    throw error;
  });
  if (!found) throw new Parse.Error(Parse.Error.UNAUTHORIZED, 'Not yours.');
  if (found.get('sold')) throw new Parse.Error(9001, 'Ausverkauft: größer als der Vorrat.');
  if (found.get('late')) throw new Parse.Error(5002, 'Too late.');
  throw new Parse.Error('Out of luck.');
});

Parse.Cloud.define('give', async () => {
  throw new Parse.Error(9002, 'already given');
});

Parse.Cloud.define('take', async () => {
  throw new Parse.Error(9002, 'basket empty');
});
