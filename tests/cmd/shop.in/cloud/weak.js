export const gone = thing => thing.code === 101;
