const Parse = require('parse/node');

module.exports = () => {
  throw new Parse.Error(9100, 'The provider said no.');
};
