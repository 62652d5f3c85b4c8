import type { SendingFault } from './reporting-channel.ts'

/** A service of AWS, or what speaks its API. */
export interface AwsService {
  readonly url: string
  /** If undefined, the AWS SDK looks for them where it usually does. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
}

/** One client for each region, made when it is first needed. */
export function clientByRegion<Client extends { destroy(): void }>(
  newClient: (region: string) => Promise<Client>,
) {
  const clients = new Map<string, Promise<Client>>()
  return {
    async of(region: string): Promise<Client> {
      const client = clients.get(region) ?? newClient(region)
      clients.set(region, client)
      client.catch(() => clients.delete(region))
      return client
    },
    close() {
      for (const client of clients.values()) client.then((it) => it.destroy()).catch(() => {})
    },
  }
}

/**
 * Loads a client of the AWS SDK.
 * @param load imports the package
 */
export function loadAwsSdk<Sdk>(load: () => Promise<Sdk>): Promise<Sdk> {
  // Otherwise it writes several lines to stderr about Node releases that its next versions drop, amid a log of JSON.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
  return load()
}

/** The fourth part of an ARN; empty where it names no region. */
export function regionOf(arn: string): string {
  return arn.split(':', 4)[3] ?? ''
}

/** Why a service did not take a message over. The message of the error is left out: it may quote the recipient. */
export function awsSendingFault(error: unknown): SendingFault {
  const { name, $metadata } = error as {
    readonly name?: string
    readonly $metadata?: { readonly httpStatusCode?: number }
  }
  const status = $metadata?.httpStatusCode
  return { refusesUs: status === 401 || status === 403, details: { errorCode: name, status } }
}
