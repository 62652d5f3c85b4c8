// Debian's programs around a server: a pooler and a proxy.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * The path of a program, or undefined if this machine doesn't have it: then its tests are left out, but not in the
 * automatic build, which installs it.
 */
export function programPath(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const path = folders.map((folder) => join(folder, name)).find((candidate) => existsSync(candidate))
  if (path === undefined && process.env.CI === 'true') {
    test(`with ${name}`, () => {
      throw new Error(`${name} is not installed`)
    })
  }
  return path
}

export interface Program {
  stop(): Promise<void>
}

/** Starts a program in the foreground and waits until it listens on a port of loopback. */
export async function startProgram(path: string, args: readonly string[], port: number): Promise<Program> {
  const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk
    })
  }
  const ended = once(child, 'close')
  for (let attempts = 0; !(await listens(port)); attempts++) {
    if (child.exitCode !== null || attempts === ATTEMPTS) {
      child.kill('SIGKILL')
      throw new Error(`${path} does not start: ${said}`)
    }
    await sleep(PAUSE)
  }
  return { stop: () => stopped(child, ended) }
}

async function stopped(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN)
  await ended
  clearTimeout(impatience)
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

const ATTEMPTS = 100
const PAUSE = 100
const STOPS_WITHIN = 10_000
