// parselint-ignore magic-code: nothing is here any more
Parse.Cloud.define('new', async () => 1);
