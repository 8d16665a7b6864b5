/** The ZIP writer under archiver, as far as Berth's own entries need it; the package has no types. */
declare module 'compress-commons' {
  import type { Transform } from 'node:stream';

  export class ZipArchiveEntry {
    constructor(name?: string);
    platform: number;
    csize: number;
    size: number;
    setMethod(method: number): void;
    getMethod(): number;
    setTime(time: Date, forceLocalTime?: boolean): void;
    setCrc(crc: number): void;
    setSize(size: number): void;
    setCompressedSize(size: number): void;
    setExtra(extra: Buffer): void;
    getExtra(): Buffer;
    setExternalAttributes(attributes: number): void;
    getGeneralPurposeBit(): { useUTF8ForNames(use: boolean): void; useDataDescriptor(use: boolean): void };
    getName(): string | Buffer;
    isDirectory(): boolean;
  }

  export class ZipArchiveOutputStream extends Transform {
    constructor(options?: { zlib?: { level?: number }; forceZip64?: boolean });
    /** Bytes written so far. */
    offset: number;
    entry(
      entry: ZipArchiveEntry,
      source: Buffer | import('node:stream').Readable,
      callback: (error?: Error | null) => void,
    ): this;
    finish(): void;
    protected _appendBuffer(
      entry: ZipArchiveEntry,
      source: Buffer,
      callback: (error?: Error | null, entry?: ZipArchiveEntry) => void,
    ): void;
    protected _smartStream(entry: ZipArchiveEntry, callback: (error?: Error | null) => void): Transform;
    protected _afterAppend(entry: ZipArchiveEntry): void;
    protected _writeLocalFileHeader(entry: ZipArchiveEntry): void;
    protected _writeCentralFileHeader(entry: ZipArchiveEntry | Buffer): void;
    /** What `_finish` counts and goes through for the central directory. */
    protected _entries: {
      readonly length: number;
      push(entry: ZipArchiveEntry): void;
      forEach(visit: (entry: ZipArchiveEntry | Buffer) => void): void;
    };
  }
}

/** archiver's base class, as its own formats extend it. */
declare module 'archiver' {
  import type { Readable, Transform } from 'node:stream';

  export interface ArchiverModule {
    append(source: Buffer | Readable, data: object, callback: (error?: Error | null) => void): void;
    finalize(): void;
    on(event: string, listener: (...args: never[]) => void): unknown;
    pipe(destination: NodeJS.WritableStream): unknown;
    unpipe(destination: NodeJS.WritableStream): unknown;
  }

  export interface Archiver extends Transform {}
  export class Archiver {
    constructor(options?: { highWaterMark?: number });
    protected _format: string;
    protected _module: ArchiverModule;
    protected _supportsDirectory: boolean;
    protected _supportsSymlink: boolean;
    protected _modulePipe(): void;
    /** `callback` is called when the entry has been written. */
    append(source: Buffer | Readable, data: { name: string; callback?: () => void }): this;
    finalize(): Promise<void>;
  }
}
