Parse.Cloud.define('order', async ({ params }) => {
  if (!params.id) throw new Parse.Error(404, 'No such article');
  try {
    return await new Parse.Query('Order').get(params.id);
  } catch (error) {
    if (error.code === 101) return null;
    throw error;
  }
});
