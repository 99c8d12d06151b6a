import { OpensearchDomain } from '@cdktf/provider-aws/lib/opensearch-domain/index.js';
import { Construct } from 'constructs';
import { resourcePolicy, type Statement } from './policy.ts';

export type SearchDomainProps = {
  /** Contains the environment's name. At most 28 characters. */
  readonly name: string;
  /** The address of the domain in Terraform, which a construct that moves in the code must not change. */
  readonly address: string;
  readonly nodeType: string;
  /** 1, or a multiple of {@link ZONES}. */
  readonly nodes: number;
  readonly volumeGb: number;
  /** Terraform refuses to destroy a protected domain. AWS has no such protection. */
  readonly isProtected: boolean;
};

/** The version that the contract of search is tested with. */
const ENGINE = 'OpenSearch_2.19';

const ZONES = 3;

/** What every gp3 volume has without an extra charge. If these were absent, each plan would show a difference from what AWS returns. */
const BASELINE = { iops: 3_000, throughput: 125 } as const;

/**
 * A domain of Amazon OpenSearch Service with a public endpoint, which answers only signed requests over TLS: of the roles
 * that {@link letIn} names, and of other roles of the account whose own policies allow it. In a private network, the functions
 * would need a NAT gateway for everything else that they call.
 */
export class SearchDomain extends Construct {
  readonly #domain: OpensearchDomain;

  constructor(scope: Construct, id: string, props: SearchDomainProps) {
    super(scope, id);
    const { name, address, nodeType, nodes, volumeGb, isProtected } = props;
    this.#domain = new OpensearchDomain(this, 'domain', {
      domainName: name,
      engineVersion: ENGINE,
      clusterConfig: {
        ...{ instanceType: nodeType, instanceCount: nodes },
        ...(nodes > 1 && { zoneAwarenessEnabled: true, zoneAwarenessConfig: { availabilityZoneCount: ZONES } }),
      },
      ebsOptions: { ebsEnabled: true, volumeType: 'gp3', volumeSize: volumeGb, ...BASELINE },
      encryptAtRest: { enabled: true },
      nodeToNodeEncryption: { enabled: true },
      domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' },
      // AWS installs its updates at night.
      offPeakWindowOptions: { enabled: true },
      softwareUpdateOptions: { autoSoftwareUpdateEnabled: true },
      ...(isProtected && { lifecycle: { preventDestroy: true } }),
    });
    this.#domain.overrideLogicalId(address);
  }

  get name(): string {
    return this.#domain.domainName;
  }

  get url(): string {
    return `https://${this.#domain.endpoint}`;
  }

  /** Lets these roles in. The roles must exist. */
  letIn(roles: readonly { readonly roleArn: string; readonly statements: readonly Statement[] }[]): void {
    this.#domain.accessPolicies = resourcePolicy(
      roles.flatMap(({ roleArn, statements }) =>
        statements.map((statement) => ({ ...statement, principals: { AWS: roleArn } })),
      ),
    );
  }
}
