import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js';
import { CloudfrontDistribution } from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import { CloudfrontFunction } from '@cdktf/provider-aws/lib/cloudfront-function/index.js';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js';
import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js';
import { Construct } from 'constructs';
import {
  PAGE_FILES,
  PAGE_ORIGIN_HEADER,
  REQUEST_LIMIT_MS,
  STATIC_ROUTES,
} from '../../server/src/composition/deployment.ts';
import { NO_API, PAGE_PATHS, pageOrigin } from './edge-functions.ts';
import { PrivateBucket } from './private-bucket.ts';
import type { SiteDomain } from './site-domain.ts';

/**
 * A managed policy of CloudFront: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html.
 * Forwards all headers, such as Authorization, If-Match and Accept-Encoding, except Host: API Gateway must be called by its own name.
 */
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const A_YEAR_SEC = 31_536_000;
const A_DAY_SEC = 86_400;

/**
 * For how long CloudFront keeps an error, in seconds. By default it keeps errors for 10 s
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html). But a film that was not
 * there a second ago may be there now. A second spares an API that fails.
 */
const ERROR_SECONDS = [
  ...[400, 403, 404, 405, 414].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
  ...[500, 501, 502, 503, 504].map((errorCode) => ({ errorCode, errorCachingMinTtl: 1 })),
];

/**
 * How CloudFront waits for the API. It waits longer than the API's own limit, so that callers get the API's answer. It
 * asks only once: otherwise it would ask three times, and wait each time, before it sends the old answer that it has. The
 * page would no longer wait for that.
 */
const PATIENCE = {
  connection_attempts: 1,
  connection_timeout: 2,
  read_timeout: REQUEST_LIMIT_MS / 1_000 + 2,
};

const READ = ['GET', 'HEAD'];
const ALL_METHODS = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'];

export type StaticSiteProps = {
  readonly name: string;
  readonly bucketName: string;
  readonly isProtected: boolean;
  /** Terraform expression without `${}`: the API's domain, or an empty string. */
  readonly apiDomain: string;
  /** A header that CloudFront adds to each request for the API. Default: none. */
  readonly apiHeader?: { readonly name: string; readonly value: string } | undefined;
  /**
   * The page's security headers, with lower-case names. They do not include Strict-Transport-Security, because that is
   * always sent.
   */
  readonly headers: Readonly<Record<string, string>>;
  readonly domain?: SiteDomain | undefined;
  readonly firewallArn?: string | undefined;
};

/**
 * The page in a private bucket. CloudFront is in front of both the bucket and the API, so that the browser sees one
 * origin. The bucket answers the files of the page and the routes that are the same for everybody. The API answers all
 * other paths: it sends the page with the status and the head that belong to the path, for example those of a film; see
 * docs/adr. The API's responses are passed on unchanged, even a 404. This works because only requests for the page are
 * rewritten, and responses are not.
 */
export class StaticSite extends Construct {
  readonly bucket: PrivateBucket;
  readonly distribution: CloudfrontDistribution;

  constructor(scope: Construct, id: string, props: StaticSiteProps) {
    super(scope, id);
    const { name, domain, firewallArn } = props;
    this.bucket = new PrivateBucket(this, 'files', {
      name: props.bucketName,
      address: 'page',
      oldVersionsDays: 30,
      isProtected: props.isProtected,
      readers: (arn) => [
        {
          principals: { Service: 'cloudfront.amazonaws.com' },
          // For a missing file S3 answers 404 to callers with s3:ListBucket, and 403 to others.
          ...{ actions: ['s3:GetObject', 's3:ListBucket'], resources: [arn, `${arn}/*`] },
          conditions: { StringEquals: { 'AWS:SourceArn': '${aws_cloudfront_distribution.site.arn}' } },
        },
      ],
    });
    const pageHeaders = this.#pageHeaders(name, props.headers);
    const paths = this.#function('paths', name, PAGE_PATHS);
    const origin = this.#function('origin', name, pageOrigin(props.domain?.name));
    const routeFunction = `\${${props.apiDomain} == "" ? ${paths.fqn}.arn : ${origin.fqn}.arn}`;
    this.distribution = new CloudfrontDistribution(this, 'distribution', {
      comment: name,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: 'http2and3',
      priceClass: 'PriceClass_100',
      defaultRootObject: 'index.html',
      origin: [
        {
          originId: 'page',
          domainName: this.bucket.bucket.bucketRegionalDomainName,
          originAccessControlId: this.#accessControl(name),
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: apiOr(props, 'page', 'api'),
        viewerProtocolPolicy: 'redirect-to-https',
        ...{ allowedMethods: READ, cachedMethods: READ, compress: true },
        cachePolicyId: this.#cachePolicy(`${name}-routes`, 'route-caching', [PAGE_ORIGIN_HEADER]),
        responseHeadersPolicyId: pageHeaders,
        functionAssociation: [{ eventType: 'viewer-request', functionArn: routeFunction }],
      },
      customErrorResponse: ERROR_SECONDS,
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: domain
        ? {
            acmCertificateArn: domain.certificateArn,
            sslSupportMethod: 'sni-only',
            minimumProtocolVersion: 'TLSv1.2_2021',
          }
        : { cloudfrontDefaultCertificate: true },
      ...(domain && { aliases: [domain.name] }),
      ...(firewallArn !== undefined && { webAclId: firewallArn }),
    });
    this.distribution.overrideLogicalId('site');
    const files = { caching: this.#cachePolicy(`${name}-page`, 'caching', []), headers: pageHeaders };
    this.distribution.addOverride('ordered_cache_behavior', [
      this.#forwardToApi(props),
      ...PAGE_FILES.map((pattern) => fromBucket(pattern, files)),
      ...STATIC_ROUTES.map((pattern) => fromBucket(pattern, files, paths.arn)),
    ]);
    domain?.pointTo(this.distribution);
  }

  /**
   * Forwards `/v1/*` to the API, if there is one. Uses dynamic blocks, because only Terraform knows, when it runs,
   * whether there is an API.
   *
   * @returns the cache behaviour of `/v1/*`
   */
  #forwardToApi(props: StaticSiteProps): object {
    const { name, apiDomain, apiHeader } = props;
    const noApi = this.#function('no-api', name, NO_API);
    this.distribution.addOverride('dynamic', {
      origin: {
        for_each: `\${compact([${apiDomain}])}`,
        content: {
          origin_id: 'api',
          domain_name: '${origin.value}',
          custom_origin_config: {
            ...{
              http_port: 80,
              https_port: 443,
              origin_protocol_policy: 'https-only',
              origin_ssl_protocols: ['TLSv1.2'],
            },
            origin_read_timeout: PATIENCE.read_timeout,
          },
          connection_attempts: PATIENCE.connection_attempts,
          connection_timeout: PATIENCE.connection_timeout,
          ...(apiHeader && { custom_header: [apiHeader] }),
        },
      },
    });
    return {
      path_pattern: '/v1/*',
      target_origin_id: apiOr(props, 'page', 'api'),
      viewer_protocol_policy: 'https-only',
      // CloudFront compresses only what it may cache. The API compresses all its answers itself.
      ...{ allowed_methods: ALL_METHODS, cached_methods: READ, compress: true },
      cache_policy_id: this.#apiCachePolicy(name),
      origin_request_policy_id: ALL_VIEWER_EXCEPT_HOST_HEADER,
      response_headers_policy_id: this.#apiHeaders(name),
      dynamic: {
        function_association: {
          for_each: `\${${apiDomain} == "" ? ["503"] : []}`,
          content: { event_type: 'viewer-request', function_arn: noApi.arn },
        },
      },
    };
  }

  #accessControl(name: string): string {
    return new CloudfrontOriginAccessControl(this, 'access', {
      name,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    }).id;
  }

  /**
   * The Cache-Control of each file decides how long CloudFront caches the file. index.html has no-cache, so CloudFront
   * revalidates it at every request.
   *
   * @param headers that the answer depends on
   */
  #cachePolicy(name: string, id: string, headers: readonly string[]): string {
    return new CloudfrontCachePolicy(this, id, {
      name,
      ...{ minTtl: 0, defaultTtl: A_DAY_SEC, maxTtl: A_YEAR_SEC },
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
        cookiesConfig: { cookieBehavior: 'none' },
        headersConfig:
          headers.length === 0
            ? { headerBehavior: 'none' }
            : { headerBehavior: 'whitelist', headers: { items: [...headers] } },
        queryStringsConfig: { queryStringBehavior: 'none' },
      },
    }).id;
  }

  /**
   * CloudFront keeps only those answers of the API whose `Cache-Control` says so, each no longer than it says. An answer
   * depends on the whole query. Requests with a token have answers of their own, which are not kept.
   */
  #apiCachePolicy(name: string): string {
    return new CloudfrontCachePolicy(this, 'api-caching', {
      name: `${name}-api`,
      ...{ minTtl: 0, defaultTtl: 0, maxTtl: A_DAY_SEC },
      parametersInCacheKeyAndForwardedToOrigin: {
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
        cookiesConfig: { cookieBehavior: 'none' },
        headersConfig: { headerBehavior: 'whitelist', headers: { items: ['Authorization'] } },
        queryStringsConfig: { queryStringBehavior: 'all' },
      },
    }).id;
  }

  #pageHeaders(name: string, headers: StaticSiteProps['headers']): string {
    const {
      'content-security-policy': policy = '',
      'referrer-policy': referrer = '',
      'x-content-type-options': _always,
      ...others
    } = headers;
    return new CloudfrontResponseHeadersPolicy(this, 'page-headers', {
      name: `${name}-page`,
      securityHeadersConfig: {
        contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: referrer, override: true },
        strictTransportSecurity: { accessControlMaxAgeSec: A_YEAR_SEC, override: true },
      },
      customHeadersConfig: {
        items: Object.entries(others).map(([header, value]) => ({ header, value, override: true })),
      },
    }).id;
  }

  /**
   * The API sets the headers of its own responses. These headers are for responses that CloudFront sends in place of
   * the API.
   */
  #apiHeaders(name: string): string {
    return new CloudfrontResponseHeadersPolicy(this, 'api-headers', {
      name: `${name}-api`,
      securityHeadersConfig: {
        contentTypeOptions: { override: false },
        strictTransportSecurity: { accessControlMaxAgeSec: A_YEAR_SEC, override: false },
      },
    }).id;
  }

  #function(id: string, name: string, code: string): CloudfrontFunction {
    return new CloudfrontFunction(this, id, {
      name: `${name}-${id}`,
      runtime: 'cloudfront-js-2.0',
      publish: true,
      code,
    });
  }
}

/** A Terraform expression that is one text without an API and another with one. */
function apiOr({ apiDomain }: StaticSiteProps, without: string, withApi: string): string {
  return `\${${apiDomain} == "" ? "${without}" : "${withApi}"}`;
}

/** The cache behaviour of files, or of routes if a function rewrites their paths. */
function fromBucket(pattern: string, policies: { caching: string; headers: string }, functionArn?: string): object {
  return {
    path_pattern: pattern,
    target_origin_id: 'page',
    viewer_protocol_policy: 'redirect-to-https',
    ...{ allowed_methods: READ, cached_methods: READ, compress: true },
    cache_policy_id: policies.caching,
    response_headers_policy_id: policies.headers,
    ...(functionArn !== undefined && {
      function_association: [{ event_type: 'viewer-request', function_arn: functionArn }],
    }),
  };
}
