import type { Settings } from './settings.ts'

type Addressed = 'web' | 'api' | 'bot' | 'probe'
type Known = Pick<
  Settings,
  'flyApp' | 'webUrl' | 'apiUrl' | 'botUrl' | 'probeUrl' | 'webPort' | 'apiPort' | 'botPort' | 'probePort'
>

/** Where the processes are reached: as set, else on Fly by the names of their groups, else on this machine. */
export function addressesOf(settings: Known): Record<Addressed, string> {
  const { flyApp, webUrl, apiUrl, botUrl, probeUrl, webPort, apiPort, botPort, probePort } = settings
  const at = (group: string, port: number) =>
    flyApp === null ? `http://127.0.0.1:${port}` : `http://${group}.process.${flyApp}.internal:${port}`
  return {
    web: webUrl ?? at('web', webPort),
    api: apiUrl ?? at('web', apiPort),
    bot: botUrl ?? at('bot', botPort),
    probe: probeUrl ?? at('probe', probePort),
  }
}
