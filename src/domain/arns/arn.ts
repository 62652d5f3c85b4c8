/** An Amazon Resource Name, `arn:partition:service:region:account:resource`; region and account may be empty. */
export interface Arn {
  readonly text: string
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  /** May contain further colons. */
  readonly resource: string
}

/** Undefined if the text is not an ARN. */
export function parseArn(text: string): Arn | undefined {
  const [scheme, partition, service, region, account, ...resource] = text.split(':')
  if (
    scheme !== 'arn' ||
    partition === undefined ||
    service === undefined ||
    region === undefined ||
    account === undefined
  )
    return undefined
  return { text, partition, service, region, account, resource: resource.join(':') }
}
