import Parse from 'parse';
import { MongoClient } from 'mongodb';

export const all = (client: MongoClient, page = 20) =>
  client.connect().catch(error => (error.code === 89 ? new Parse.Query('Order').limit(page * 100).find() : []));
export const missing = (response: Response) => response.status === 404; // 101 would be a code
