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

/** Otherwise the SDK writes to stderr about Node releases that its next versions drop, amid a log of JSON. */
export function withoutSdkWarnings(): void {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
}

/** What is logged of an error of a service. Its message may quote the recipient. */
export interface AwsFailure {
  readonly name?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** Whether the service refused us, whatever the message: the signature, or the permission. */
export function isRefusal({ $metadata }: AwsFailure): boolean {
  return $metadata?.httpStatusCode === 401 || $metadata?.httpStatusCode === 403
}
