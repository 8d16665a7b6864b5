import {
  Braces,
  File,
  FileArchive,
  FileCode,
  FileCog,
  FileImage,
  FileLock,
  FileTerminal,
  FileText,
  FileType,
  FileVideo,
  type LucideIcon,
} from 'lucide-react';

export interface FileIcon {
  Icon: LucideIcon;
  /** A CSS colour that reads on both themes. */
  color: string;
}

const blue = 'light-dark(#2f6fc4, #6ba4ee)';
const yellow = 'light-dark(#9a7400, #dfc15a)';
const green = 'light-dark(#2c7d4f, #6cc08f)';
const orange = 'light-dark(#b65a1b, #e59a62)';
const purple = 'light-dark(#7c4bb8, #b794e8)';
const teal = 'light-dark(#177a85, #5fbcc7)';
const red = 'light-dark(#b83a44, #e98087)';
const grey = 'var(--text-faint)';

const kinds: { icon: FileIcon; extensions: string }[] = [
  { icon: { Icon: FileCode, color: blue }, extensions: 'ts tsx mts cts c h cpp cc hpp cs go dart sql' },
  { icon: { Icon: FileCode, color: yellow }, extensions: 'js jsx mjs cjs py pyi' },
  { icon: { Icon: FileCode, color: orange }, extensions: 'html htm xml rs swift java vue svelte scala' },
  { icon: { Icon: FileCode, color: purple }, extensions: 'css scss sass less php kt lua ex exs hs elm' },
  { icon: { Icon: FileCode, color: red }, extensions: 'rb erb pl' },
  { icon: { Icon: Braces, color: yellow }, extensions: 'json jsonc json5 ndjson geojson' },
  { icon: { Icon: FileCog, color: purple }, extensions: 'yaml yml toml ini conf cfg editorconfig env' },
  { icon: { Icon: FileText, color: blue }, extensions: 'md markdown mdx rst adoc' },
  { icon: { Icon: FileText, color: grey }, extensions: 'txt log csv tsv' },
  { icon: { Icon: FileTerminal, color: green }, extensions: 'sh bash zsh fish ps1 bat cmd' },
  { icon: { Icon: FileImage, color: teal }, extensions: 'png jpg jpeg gif webp avif svg ico bmp' },
  { icon: { Icon: FileVideo, color: teal }, extensions: 'mp4 webm mov mkv mp3 wav ogg flac' },
  { icon: { Icon: FileArchive, color: orange }, extensions: 'zip gz tgz bz2 xz zst tar 7z rar jar whl' },
  { icon: { Icon: FileType, color: grey }, extensions: 'ttf otf woff woff2' },
  { icon: { Icon: FileLock, color: grey }, extensions: 'lock pem key crt cert' },
];

const byExtension = new Map(
  kinds.flatMap(({ icon, extensions }) => extensions.split(' ').map((extension) => [extension, icon])),
);
const byName = new Map<string, FileIcon>([
  ['dockerfile', { Icon: FileCog, color: blue }],
  ['makefile', { Icon: FileTerminal, color: orange }],
  ['license', { Icon: FileText, color: yellow }],
  ['pnpm-lock.yaml', { Icon: FileLock, color: grey }],
  ['package-lock.json', { Icon: FileLock, color: grey }],
]);
const plain: FileIcon = { Icon: File, color: grey };

/** The icon of a file, by its name alone. */
export function fileIcon(name: string): FileIcon {
  const lower = name.toLowerCase();
  return byName.get(lower) ?? byExtension.get(lower.slice(lower.lastIndexOf('.') + 1)) ?? plain;
}
