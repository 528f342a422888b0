import Parse from 'parse';
const = ;
throw new Parse.Error(1001, 'Torn');
