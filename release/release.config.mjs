/** How a release is made. docs/releases.md explains it. */
const PRESET = { preset: 'conventionalcommits' };

/** Derives the number of the release and its notes from the commits since the last tag. */
export const DERIVING = [
  [
    '@semantic-release/commit-analyzer',
    { ...PRESET, releaseRules: [{ type: 'build', scope: 'dependencies', release: 'patch' }] },
  ],
  [
    '@semantic-release/release-notes-generator',
    {
      ...PRESET,
      presetConfig: {
        types: [
          { type: 'feat', section: 'New' },
          { type: 'fix', section: 'Repaired' },
          { type: 'perf', section: 'Faster' },
          { type: 'revert', section: 'Taken back' },
        ],
      },
    },
  ],
];

export const BRANCHES = ['main'];

export default {
  branches: BRANCHES,
  plugins: [
    ...DERIVING,
    ['@semantic-release/changelog', { changelogFile: 'CHANGELOG.md', changelogTitle: '# Changelog' }],
    [
      '@semantic-release/exec',
      {
        prepareCmd: 'sh release/build-assets.sh ${nextRelease.version}',
        // GitHub proves to npm which workflow publishes, so there is no token.
        publishCmd: 'npm publish --access public --provenance release/assets/marquee-films-${nextRelease.version}.tgz',
        // The jobs that publish the image need the version.
        successCmd: 'echo "version=${nextRelease.version}" >> "$GITHUB_OUTPUT"',
      },
    ],
    [
      '@semantic-release/git',
      {
        assets: ['CHANGELOG.md', 'package.json', 'package-lock.json', '{server,client,bench}/package.json'],
        // Without the notes: git gets the message as one argument, which Linux limits to 128 KiB.
        message: 'chore(release): ${nextRelease.version} [skip ci]',
      },
    ],
    ['@semantic-release/github', { assets: ['release/assets/*'], successComment: false, failComment: false }],
  ],
};
