/**
 * Terraform's provider for AWS. Version 6.25, to which CDKTF's bindings belong, plans to change the warm throughput of an
 * index at every apply (hashicorp/terraform-provider-aws#46094). The lock file names one version of this range.
 */
export const AWS_PROVIDER = { source: 'hashicorp/aws', version: '>= 6.29.0, < 7.0.0' } as const;
