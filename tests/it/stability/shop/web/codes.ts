import Parse from 'parse';

export enum Code {
  ObjectNotFound = 101,
  SessionMissing = 306,
  SoldOut = 9001,
}

export const told = (error: Parse.Error): string => {
  switch (error.code) {
    case 209: return 'Log in again.';
    case Code.ObjectNotFound: return 'It is gone.';
    default: return '';
  }
};

export const again = (error: Parse.Error): boolean => error.code === 156;
