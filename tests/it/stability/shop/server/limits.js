const Parse = require('parse/node');

exports.refuse = () => {
  throw new Parse.Error(7001, 'Too many of them.');
};
