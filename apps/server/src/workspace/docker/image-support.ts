import { AppError } from '@berth/protocol/error';

/** The engine's names for the architectures a Node binary exists for here. */
const engineArchitectures: Record<string, string> = {
  x64: 'amd64',
  arm64: 'arm64',
  arm: 'arm',
  ppc64: 'ppc64le',
};
/** Where programs of an architecture find glibc's loader. */
const loaders: Record<string, string> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
  arm: '/lib/ld-linux-armhf.so.3',
};
const muslLoaders: Record<string, string> = {
  x64: '/lib/ld-musl-x86_64.so.1',
  arm64: '/lib/ld-musl-aarch64.so.1',
  arm: '/lib/ld-musl-armhf.so.1',
};

const SUGGESTION = 'Images with glibc work, such as debian, ubuntu or buildpack-deps.';

/** @throws AppError UNSUPPORTED_IMAGE when programs of this machine's architecture cannot run in the image. */
export function checkArchitecture(
  image: string,
  imageArchitecture: string,
  arch: string = process.arch,
): void {
  const wanted = engineArchitectures[arch] ?? arch;
  if (imageArchitecture === '' || imageArchitecture === wanted) return;
  throw new AppError(
    'UNSUPPORTED_IMAGE',
    `The image ${image} is made for ${imageArchitecture}, and Berth runs on ${wanted} here. Choose an image that exists for ${wanted}, or pull that variant: docker pull --platform linux/${wanted} ${image}.`,
  );
}

/**
 * @throws AppError UNSUPPORTED_IMAGE when the image has no glibc. `exists` looks into a container made of it.
 */
export async function checkLibc(
  image: string,
  exists: (path: string) => Promise<boolean>,
  arch: string = process.arch,
): Promise<void> {
  const loader = loaders[arch];
  if (!loader || (await exists(loader))) return;
  const musl = muslLoaders[arch];
  throw musl && (await exists(musl))
    ? unsupported(image, 'is built on musl (as Alpine is), where Berth’s agent cannot run.')
    : unsupported(image, 'has no C library (glibc), so Berth’s agent cannot run in it.');
}

/** Why an agent did not come up because of its image, from what it wrote; undefined where the image is not the reason. */
export function explainFailedStart(image: string, log: string): AppError | undefined {
  const tooOld = /version `(GLIBC(?:XX)?_[\d.]+)' not found/.exec(log)?.[1];
  if (tooOld) return unsupported(image, `is too old for Berth’s agent: it lacks ${tooOld}.`);
  const library = /error while loading shared libraries: (\S+):/.exec(log)?.[1];
  if (library?.startsWith('libnode')) {
    return new AppError(
      'WORKSPACE_UNAVAILABLE',
      `Berth’s own Node needs ${library} of this machine, so it cannot be mounted into containers. Set BERTH_AGENT_NODE to a Node binary as nodejs.org publishes it.`,
    );
  }
  if (library) return unsupported(image, `lacks ${library}: install the package that has it (libstdc++6).`);
  if (/exec format error/i.test(log)) return unsupported(image, 'is made for another architecture.');
  const refused = /exec \S+ failed: (.+)/.exec(log)?.[1];
  return refused ? unsupported(image, `cannot run Berth’s agent (${refused}).`) : undefined;
}

function unsupported(image: string, why: string): AppError {
  return new AppError('UNSUPPORTED_IMAGE', `The image ${image} ${why} ${SUGGESTION}`);
}
