// A SAML provider that shares no code with ours: Debian's pysaml2, which signs and encrypts with xmlsec1.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newSamlKeys } from '../hosted/federation/saml-idp.ts'

const PROGRAM = fileURLToPath(new URL('../../../test/browser/pysaml2-idp.py', import.meta.url))
const CHECK = [
  '-c',
  'import saml2, subprocess; subprocess.run(["xmlsec1", "--version"], check=True)',
] as const
const PYTHON =
  ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, CHECK).status === 0) ??
  '/usr/bin/python3'

/** Succeeds where the provider can run. */
export const PROBE = [PYTHON, ...CHECK] as const

/** A provider that hangs ends by itself. */
const LONGEST_RUN = 240_000

export interface Pysaml2 {
  /** At another site than Poolhouse. */
  readonly address: string
  /** Tells it of a service provider. */
  addService(metadata: string): Promise<void>
  close(): Promise<void>
}

export async function startPysaml2(): Promise<Pysaml2> {
  const folder = mkdtempSync(join(tmpdir(), 'poolhouse-pysaml2-'))
  const { privateKey, certificate } = newSamlKeys()
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
  const lines = certificate.match(/.{1,64}/g) ?? []
  writeFileSync(key, privateKey, { mode: 0o600 })
  writeFileSync(cert, ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n'))
  const child = spawn(PYTHON, [PROGRAM, key, cert], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: LONGEST_RUN,
    killSignal: 'SIGKILL',
  })
  const address = await addressOf(child)
  return {
    address,
    async addService(metadata) {
      const response = await fetch(`${address}/service`, { method: 'POST', body: metadata })
      assert.equal(await response.text(), 'added')
    },
    async close() {
      const ended = once(child, 'exit')
      child.stdin?.end()
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  const first = once(child.stdout ?? assert.fail('no output'), 'data')
  const ended = once(child, 'exit').then(() => assert.fail('pysaml2 has ended'))
  const [line] = await Promise.race([first, ended])
  return JSON.parse(`${line}`).address
}
