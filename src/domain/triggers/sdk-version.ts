const UNKNOWN = 'aws-sdk-unknown-unknown'

/**
 * The SDK of the caller as events name it: `aws-sdk-nodejs-2.880.0`. AWS: newer SDKs, whose user agents say `ua/2` and
 * more, are not recognized, and neither are browsers.
 */
export function sdkVersionOf(userAgent: string): string {
  const [product = '', ...rest] = userAgent.split(' ', 4)
  if (rest.some((token) => token.startsWith('ua/'))) return UNKNOWN
  const known = /^(aws-sdk-[a-z0-9-]{1,20})\/([0-9][0-9A-Za-z.-]{0,40})$/.exec(product)
  return known ? `${known[1]}-${known[2]}` : UNKNOWN
}
