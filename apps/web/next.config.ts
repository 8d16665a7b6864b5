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
};

export default config;
