import './env';
import type { NextConfig } from 'next';

/** The UI is a static export: the server serves it, no Next.js runtime in production. */
const config: NextConfig = {
  output: 'export',
  transpilePackages: ['@berth/protocol'],
  images: { unoptimized: true },
  reactStrictMode: true,
  // Its badge lies over the status bar.
  devIndicators: false,
  // Types are checked once, for every package, by `pnpm check`.
  typescript: { ignoreBuildErrors: true },
  // A browser asks for the first page's files one after the other, about 10 ms each while it is busy, which is
  // more than a few modules cost that two files have in common. Bytes, neither minified nor compressed.
  experimental: { turbopackChunking: { requestCost: 1_000_000, minChunkSize: 200_000 } },
};

export default config;
