import { readFileSync } from 'node:fs'
import { newRsaKeyPair, type RsaKeyPair } from '../../src/kernel/cryptography/rsa-key-pair.ts'

const KEY_PAIRS = 4

/** Key pairs for {@link fewKeyPairs}, made once for all processes of a run of the tests. */
export function makeKeyPairs(): Promise<RsaKeyPair[]> {
  return Promise.all(Array.from({ length: KEY_PAIRS }, newRsaKeyPair))
}

/**
 * Key pairs take long to make, so the pools of the tests share a few; two successive pools have none in common.
 * They come from the file that POOLHOUSE_TEST_KEY_PAIRS names, which npm test sets; without it each process makes
 * its own.
 */
export async function fewKeyPairs(): Promise<RsaKeyPair> {
  const place = given++ % KEY_PAIRS
  known ??= readOrMake()
  const pair = (await known)[place]
  if (pair === undefined)
    throw new Error(`POOLHOUSE_TEST_KEY_PAIRS names a file without ${KEY_PAIRS} key pairs`)
  return pair
}
let given = 0
let known: Promise<readonly RsaKeyPair[]> | undefined

async function readOrMake(): Promise<readonly RsaKeyPair[]> {
  const path = process.env.POOLHOUSE_TEST_KEY_PAIRS
  return path === undefined ? makeKeyPairs() : JSON.parse(readFileSync(path, 'utf8'))
}
