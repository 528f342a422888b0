Parse.Cloud.define('twice', async request => {
  try {
    await new Parse.Query('Article').first();
  } catch (error) {
    if (error.code === '155') return null;
    if (request.params.a) {
      throw new Parse.Error(141, 'failed');
    }
    if (request.params.b) {
      throw new Parse.Error(141, 'failed');
    }
  }
  return 1;
});
