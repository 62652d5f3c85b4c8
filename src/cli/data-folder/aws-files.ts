// The two files that AWS clients read (AWS SDKs and Tools Reference Guide, "Shared config
// and credentials files").
import type { RootCredentials } from '../../wire/authenticate.ts'

/** Both profiles have the same content: clients use `default` unless they name a profile, such as `poolhouse`. */
export function credentialsFile({ accessKeyId, secretAccessKey }: RootCredentials): string {
  const keys = `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`
  return `[default]\n${keys}\n[poolhouse]\n${keys}`
}

/** The keys of the profile `default`, undefined if it has none. */
export function parseCredentialsFile(text: string): RootCredentials | undefined {
  const members = membersOf(text, '[default]')
  const accessKeyId = members.get('aws_access_key_id')
  const secretAccessKey = members.get('aws_secret_access_key')
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

export function configFile(region: string, endpoint: string): string {
  const settings = `region = ${region}\nendpoint_url = ${endpoint}\n`
  return `[default]\n${settings}\n[profile poolhouse]\n${settings}`
}

function membersOf(text: string, heading: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').map((line) => line.trim())
  const first = lines.indexOf(heading) + 1
  const next = lines.findIndex((line, i) => i >= first && line.startsWith('['))
  const profile = first === 0 ? [] : lines.slice(first, next === -1 ? undefined : next)
  return new Map(
    profile.flatMap((line) => {
      const [name = '', ...value] = line.split('=')
      return value.length === 0 ? [] : [[name.trim(), value.join('=').trim()] as const]
    }),
  )
}
