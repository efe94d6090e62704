declare const assert: {
  (value: unknown, message?: string): void;
  equal(actual: unknown, expected: unknown, message?: string): void;
  deepEqual(actual: unknown, expected: unknown, message?: string): void;
  throws(body: () => unknown, expected?: RegExp): void;
};
export default assert;
