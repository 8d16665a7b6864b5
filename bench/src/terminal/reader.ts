/** Calls back when that many bytes have been read. */
export type Reader = (bytes: number, done: () => void) => void;

export const asFast: Reader = (_bytes, done) => done();

/** Never done: a client that is stuck. */
export const never: Reader = () => {};

/** Reads at a steady pace, one piece after the other, as a browser does that draws that much. */
export function atPace(bytesPerSecond: number): Reader {
  let freeAt = 0;
  return (bytes, done) => {
    freeAt = Math.max(freeAt, performance.now()) + (1000 * bytes) / bytesPerSecond;
    setTimeout(done, freeAt - performance.now());
  };
}
