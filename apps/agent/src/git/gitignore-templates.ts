interface Template {
  label: string;
  content: string;
}

const common = [
  '# Editors and systems',
  '.DS_Store',
  'Thumbs.db',
  '*.swp',
  '.idea/',
  '.vscode/*',
  '!.vscode/settings.json',
];
const secrets = ['# Settings of one machine, which may hold secrets', '.env', '.env.*', '!.env.example'];

const file = (...parts: string[][]): string => `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;

/** What a new repository may ignore, by kind of project. */
export const gitignoreTemplates = {
  node: {
    label: 'Node.js',
    content: file(
      [
        '# Packages',
        'node_modules/',
        '.pnpm-store/',
        '.yarn/*',
        '!.yarn/patches',
        '!.yarn/plugins',
        '!.yarn/releases',
      ],
      ['# Built', 'dist/', 'build/', 'out/', '.next/', '*.tsbuildinfo', 'coverage/', '.cache/'],
      ['# Logs', 'logs/', '*.log', 'npm-debug.log*'],
      secrets,
      common,
    ),
  },
  python: {
    label: 'Python',
    content: file(
      ['# Byte code', '__pycache__/', '*.py[cod]'],
      ['# Environments', '.venv/', 'venv/', 'env/'],
      ['# Built', 'build/', 'dist/', '*.egg-info/', '*.egg', 'wheels/'],
      [
        '# Tests and tools',
        '.pytest_cache/',
        '.mypy_cache/',
        '.ruff_cache/',
        '.tox/',
        '.coverage',
        'htmlcov/',
      ],
      ['# Notebooks', '.ipynb_checkpoints/'],
      secrets,
      common,
    ),
  },
  go: {
    label: 'Go',
    content: file(
      ['# Built', 'bin/', '*.exe', '*.test', '*.out', 'coverage.*'],
      ['# Workspace of one machine', 'go.work', 'go.work.sum'],
      secrets,
      common,
    ),
  },
  rust: {
    label: 'Rust',
    content: file(['# Built', 'target/', '**/*.rs.bk', '*.pdb'], secrets, common),
  },
  java: {
    label: 'Java',
    content: file(
      [
        '# Built',
        'target/',
        'build/',
        'out/',
        '*.class',
        '*.jar',
        '*.war',
        '!gradle/wrapper/gradle-wrapper.jar',
      ],
      ['# Tools', '.gradle/', '.settings/', '.classpath', '.project', 'hs_err_pid*'],
      secrets,
      common,
    ),
  },
  web: {
    label: 'Web site',
    content: file(
      ['# Packages', 'node_modules/', 'bower_components/'],
      [
        '# Built',
        'dist/',
        'build/',
        '_site/',
        'public/build/',
        '.cache/',
        '.parcel-cache/',
        '*.map',
        '.sass-cache/',
      ],
      secrets,
      common,
    ),
  },
  none: { label: 'None', content: '' },
} satisfies Record<string, Template>;
