import { createHash, createHmac, createSecretKey, randomUUID } from 'node:crypto'

export const REGION = 'us-east-1'

export const CREDENTIALS = {
  accessKeyId: 'AKIABENCHMARKEXAMPLE',
  secretAccessKey: 'benchmark-secret-of-the-root-key-001',
} as const

const USER_AGENT = 'aws-sdk-js/3.1169.0'
const SIGNED_HEADERS =
  'amz-sdk-invocation-id;amz-sdk-request;content-length;content-type;host;x-amz-content-sha256;x-amz-date;' +
  'x-amz-target;x-amz-user-agent'

/** The headers of one request, with the names and the signature that the AWS SDK for JavaScript sends. */
export type Signer = (operation: string, body: Buffer, signed: boolean) => Record<string, string>

/** Signs for a server at `host` (Signature Version 4); the key and the date are made once a second. */
export function signer(host: string): Signer {
  let stamp = { second: 0, date: '', day: '', key: signingKey('') }

  function stampOf(now: number) {
    const second = Math.floor(now / 1000)
    if (second === stamp.second) return stamp
    const date = new Date(second * 1000).toISOString().replace(/[-:]|\.\d+/g, '')
    const day = date.slice(0, 8)
    stamp = { second, date, day, key: day === stamp.day ? stamp.key : signingKey(day) }
    return stamp
  }

  return (operation, body, signed) => {
    const { date, day, key } = stampOf(Date.now())
    const hash = createHash('sha256').update(body).digest('hex')
    const target = `AWSCognitoIdentityProviderService.${operation}`
    const values = [randomUUID(), 'attempt=1; max=3', `${body.length}`, 'application/x-amz-json-1.1', host]
    const [invocation = '', attempt = '', length = '', type = ''] = values
    const headers = {
      host,
      'content-type': type,
      'content-length': length,
      'x-amz-target': target,
      'user-agent': USER_AGENT,
      'x-amz-user-agent': USER_AGENT,
      'amz-sdk-invocation-id': invocation,
      'amz-sdk-request': attempt,
    }
    if (!signed) return headers
    const canonical = SIGNED_HEADERS.split(';').map((name, i) => {
      const value = values[i] ?? [hash, date, target, USER_AGENT][i - values.length]
      return `${name}:${value}\n`
    })
    const request = `POST\n/\n\n${canonical.join('')}\n${SIGNED_HEADERS}\n${hash}`
    const scope = `${day}/${REGION}/cognito-idp/aws4_request`
    const digest = createHash('sha256').update(request).digest('hex')
    const signature = createHmac('sha256', key).update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${digest}`)
    return {
      ...headers,
      'x-amz-content-sha256': hash,
      'x-amz-date': date,
      authorization:
        `AWS4-HMAC-SHA256 Credential=${CREDENTIALS.accessKeyId}/${scope}, ` +
        `SignedHeaders=${SIGNED_HEADERS}, Signature=${signature.digest('hex')}`,
    }
  }
}

function signingKey(day: string) {
  let key = createSecretKey(`AWS4${CREDENTIALS.secretAccessKey}`, 'utf8')
  for (const part of [day, REGION, 'cognito-idp', 'aws4_request']) {
    key = createSecretKey(createHmac('sha256', key).update(part).digest())
  }
  return key
}
