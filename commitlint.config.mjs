/** The form of commit messages. The changelog and the number of a release are derived from them. */
export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    // A subject says why, in one sentence. The longest so far has 195 characters.
    'header-max-length': [2, 'always', 200],
    // Subjects may begin with a name, such as TMDB.
    'subject-case': [0],
    'scope-case': [2, 'always', 'kebab-case'],
    // Links, and the bodies that Dependabot writes.
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
  },
};
