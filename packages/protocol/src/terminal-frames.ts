import { type LinkInput, linkInputSchema, OUTPUT_HEADER_BYTES } from './terminal-link';

const INPUT_HEADER_LENGTH_BYTES = 4;

export interface OutputFrame {
  channel: number;
  offset: number;
  /** A view of the frame: no bytes are copied. */
  data: Uint8Array;
}

/** Writes an output frame's header in front of its payload, into the first `OUTPUT_HEADER_BYTES` of `frame`. */
export function writeOutputHeader(frame: Uint8Array, channel: number, offset: number): void {
  const view = new DataView(frame.buffer, frame.byteOffset, OUTPUT_HEADER_BYTES);
  view.setUint32(0, channel);
  view.setFloat64(4, offset);
}

/** @throws RangeError when the frame is shorter than its header or the offset is no byte position. */
export function readOutputFrame(frame: Uint8Array): OutputFrame {
  const view = new DataView(frame.buffer, frame.byteOffset, OUTPUT_HEADER_BYTES);
  if (frame.byteLength < OUTPUT_HEADER_BYTES) throw new RangeError('a truncated output frame');
  const offset = view.getFloat64(4);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError('not an offset');
  return { channel: view.getUint32(0), offset, data: frame.subarray(OUTPUT_HEADER_BYTES) };
}

/** An input frame: the header's length (32 bits), the header as JSON, the bytes that are typed. */
export function inputFrame(header: LinkInput, data: Uint8Array): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const frame = new Uint8Array(INPUT_HEADER_LENGTH_BYTES + json.length + data.length);
  new DataView(frame.buffer).setUint32(0, json.length);
  frame.set(json, INPUT_HEADER_LENGTH_BYTES);
  frame.set(data, INPUT_HEADER_LENGTH_BYTES + json.length);
  return frame;
}

/** @throws RangeError, SyntaxError or ZodError for anything that is not an input frame. */
export function readInputFrame(frame: Uint8Array): { header: LinkInput; data: Uint8Array } {
  const length = new DataView(frame.buffer, frame.byteOffset, frame.byteLength).getUint32(0);
  const start = INPUT_HEADER_LENGTH_BYTES + length;
  if (start > frame.byteLength) throw new RangeError('a truncated input frame');
  const json = new TextDecoder().decode(frame.subarray(INPUT_HEADER_LENGTH_BYTES, start));
  return { header: linkInputSchema.parse(JSON.parse(json)), data: frame.subarray(start) };
}
