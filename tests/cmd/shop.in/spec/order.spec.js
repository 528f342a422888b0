const Parse = require('parse/node');
it('is refused', () => expect(new Parse.Error(119, 'Refused').code).toBe(Parse.Error.OPERATION_FORBIDDEN));
