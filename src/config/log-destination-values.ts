import { mapIn, mapOf } from './json-map.ts'
import { path, type Read, WrongValue, webAddress, webhookAddress } from './values.ts'

/** Where the logs for an ARN go: a file of JSON lines, an HTTP address, or AWS, perhaps at another endpoint. */
export type LogDestinationValue =
  | { readonly arn: string; readonly file: string }
  | { readonly arn: string; readonly url: string }
  | { readonly arn: string; readonly aws: true; readonly endpoint?: string }

const FORM =
  'destinations by ARN, each with file, url or aws, such as {"arn:aws:s3:::logs": {"file": "./logs.jsonl"}}'

/** A map in the configuration file, which arrives here as JSON. */
export const logDestinations: Read<readonly LogDestinationValue[]> = (text) =>
  Object.entries(mapIn(text, FORM)).map(([arn, place]): LogDestinationValue => {
    const { file, url, aws, endpoint, ...others } = mapOf(place, FORM)
    const given = [file, url, aws].filter((value) => value !== undefined)
    if (!arn.startsWith('arn:') || given.length !== 1 || Object.keys(others).length > 0)
      throw new WrongValue(FORM)
    if (endpoint !== undefined && aws === undefined) throw new WrongValue(FORM)
    if (typeof file === 'string' && file !== '') return { arn, file: path(file) }
    if (typeof url === 'string') return { arn, url: webhookAddress(url) }
    if (aws !== true) throw new WrongValue(FORM)
    return typeof endpoint === 'string' ? { arn, aws, endpoint: webAddress(endpoint) } : { arn, aws }
  })
