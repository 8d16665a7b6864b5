/** Endings of types that are compressed already: deflating them again costs time and gains nothing. */
const ENDINGS = new Set(
  [
    'png jpg jpeg gif webp avif heic jxl',
    'mp3 m4a aac ogg oga opus flac wma',
    'mp4 m4v mov mkv webm avi wmv mpg mpeg',
    'zip gz tgz bz2 tbz2 xz txz zst lz4 lzma br 7z rar cab',
    'jar war ear apk aar ipa whl nupkg vsix crx xpi deb rpm snap',
    'docx xlsx pptx odt ods odp epub',
    'woff woff2',
  ].flatMap((line) => line.split(' ')),
);

export function isStoredType(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot !== -1 && ENDINGS.has(name.slice(dot + 1).toLowerCase());
}
