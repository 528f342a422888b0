export const gone = failure => failure.code === 101;
