/** Bytes of every chunk of a download but the last. */
export const DOWNLOAD_CHUNK_BYTES = 65_536;
