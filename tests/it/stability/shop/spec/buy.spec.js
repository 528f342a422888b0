const Parse = require('parse/node');

it('refuses', async () => {
  const error = await Parse.Cloud.run('buy').catch(error => error);
  expect(error.code).toBe(119);
});
