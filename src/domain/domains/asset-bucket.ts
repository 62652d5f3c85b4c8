/** AWS: buckets are named after airports. Regions seen in answers of the service. */
const AIRPORTS: Readonly<Record<string, string>> = {
  'us-east-1': 'iad',
  'us-west-1': 'sfo',
  'us-west-2': 'pdx',
  'ap-northeast-1': 'nrt',
}

/** The bucket that DescribeUserPoolDomain names. Deviation: it does not exist (docs/deviations.md, "domains"). */
export function assetBucket(region: string): string {
  return `aws-cognito-prod-${AIRPORTS[region] ?? region}-assets`
}
