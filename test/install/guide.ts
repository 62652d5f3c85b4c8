// What the guides print for a new user, ready to be run.
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { textOf } from '../architecture/file-rules.ts'
import { printedFor } from '../operating/book.ts'

const FIRST_SIGN_IN = 'docs/guides/first-sign-in.md'
const BY_CLI = 'with the AWS command line, as the guide prints it'
const BY_NODE = 'with Node alone, as the guide prints it'
const BY_CONTAINER = 'with a container of Node, as the guide prints it'
const STARTS_WITHIN = 60_000

/** The commands of a section, for a server at the address that was started in the folder in which they run. */
export function signInByCli(url: string): string {
  return atServer(url, codeFor(BY_CLI))
}

/** The same, with the files of the section in a new folder below `folder`. */
export function signInByNode(url: string, folder: string): string {
  const [install = '', program = '', start = ''] = codeFor(BY_NODE)
  const [, name = ''] = /^\/\/ (\S+)\n/.exec(program) ?? []
  mkdirSync(join(folder, 'new-folder'))
  writeFileSync(join(folder, 'new-folder', name), program)
  const [address = ''] = codeFor(BY_CLI)
  return atServer(url, [address, 'cd new-folder', install, start])
}

/** The command for a container of Node, run in `folder`, in which the program of the section above is saved. */
export function signInByContainer(url: string, folder: string): string {
  const [, program = ''] = codeFor(BY_NODE)
  writeFileSync(join(folder, 'first-sign-in.mjs'), program)
  const [address = ''] = codeFor(BY_CLI)
  return atServer(url, [address, exportedKey(folder), ...codeFor(BY_CONTAINER)])
}

/** The key of a server that made its own, as variables: those of a container are set by the guide of containers. */
function exportedKey(folder: string): string {
  const file = readFileSync(join(folder, 'poolhouse-data/credentials'), 'utf8')
  return [...file.matchAll(/^(aws_\w+) = (\S+)$/gm)]
    .map(([, name = '', value]) => `export ${name.toUpperCase()}=${value}`)
    .join('\n')
}

const codeFor = (title: string) => printedFor(FIRST_SIGN_IN, title).map(({ code }) => code)

/** The server of a test has another port than the one that the guide names. */
function atServer(url: string, commands: readonly string[]): string {
  const [, key] = /\| from \[a checkout[^|]*\| `(export [^`]*)`/.exec(textOf(FIRST_SIGN_IN)) ?? []
  assert.ok(key, 'the guide does not say how to set the key of a checkout')
  const script = [key, ...commands].join('\n')
  assert.ok(script.includes('http://localhost:7665'))
  return script.replaceAll('http://localhost:7665', url)
}

/** Waits until `poolhouse serve`, whose standard output is a pipe, says where it is. Resolves with that address. */
export function untilReady(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = () => {
      server.kill('SIGKILL')
      reject(new Error(`The server does not start: ${said}`))
    }
    const impatience = setTimeout(fail, STARTS_WITHIN)
    server.once('exit', fail)
    server.stdout?.on('data', (chunk) => {
      said += chunk
      const [, url] = /ready at (http:\S+)\n/.exec(said) ?? []
      if (url === undefined) return
      clearTimeout(impatience)
      server.off('exit', fail)
      resolve(url)
    })
  })
}
