import { noWebAddress } from './terms-errors.ts'

/**
 * The pages show the links, so none may lead to a script.
 * @throws InvalidParameterException
 */
export function assertLinks(links: Readonly<Record<string, string>>): void {
  for (const url of Object.values(links)) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw noWebAddress(url)
  }
}
