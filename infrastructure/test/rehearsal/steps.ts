/** Calls that several scripts make for the environment dev. */
export const SERVER = 'terraform -chdir=infrastructure/cdktf.out/stacks/marquee-dev-server';
export const CLIENT = 'terraform -chdir=infrastructure/cdktf.out/stacks/marquee-dev-client';
export const BACKEND = 'init -input=false -reconfigure -backend-config=bucket=marquee-state-123456789012';

/**
 * The name of the object that marks a bootstrap stack as applied. It contains the checksum of the stack that the
 * stand-ins synthesise.
 */
export const MARKER = 'bootstrapped-3586053867-3';

/** The name of the build that the stand-ins make: its checksum. */
export const BUILD = '1287063881';
const BUILD_FOLDER = `s3://marquee-dev-page-123456789012/builds/${BUILD}`;

/** The calls that make a build the page. */
export const SHOW_BUILD = [
  `aws s3 cp ${BUILD_FOLDER} s3://marquee-dev-page-123456789012 --recursive --exclude index.html --only-show-errors`,
  `aws s3 cp ${BUILD_FOLDER}/index.html s3://marquee-dev-page-123456789012/index.html --only-show-errors`,
  'aws cloudfront create-invalidation --distribution-id E2QWRUHAPOMQZL --paths /*',
];

export const LIST_BUILDS =
  'aws s3api list-objects-v2 --bucket marquee-dev-page-123456789012 --expected-bucket-owner 123456789012 --prefix builds/ --output text --query sort_by(Contents || `[]`, &LastModified)[].[LastModified,Key]';

/** The calls that upload the built page. */
export const UPLOAD_PAGE = [
  'aws s3api head-bucket --bucket marquee-dev-page-123456789012 --expected-bucket-owner 123456789012',
  'aws s3 sync client/dist/assets s3://marquee-dev-page-123456789012/assets --cache-control public, max-age=31536000, immutable --only-show-errors',
  `aws s3 cp client/dist ${BUILD_FOLDER} --recursive --exclude assets/* --exclude index.html --cache-control no-cache --metadata build=${BUILD} --only-show-errors`,
  `aws s3 cp - ${BUILD_FOLDER}/index.html --content-type text/html; charset=utf-8 --cache-control no-cache --metadata build=${BUILD} --only-show-errors`,
  ...SHOW_BUILD,
  LIST_BUILDS,
];
