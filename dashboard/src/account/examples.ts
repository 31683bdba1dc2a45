export interface Example {
  title: string
  command: string
}

const vin = '1HGCM82633A004352'

/** What a shell needs to speak to this API. The key stands in a variable, so that it is in no history of commands. */
export function examplesFor(origin: string): Example[] {
  const bearer = '-H "Authorization: Bearer $INTELAUTO_KEY"'
  const json = "-H 'content-type: application/json'"
  return [
    { title: 'Keep the key in a variable', command: 'read -rs INTELAUTO_KEY && export INTELAUTO_KEY' },
    {
      title: 'Look up a vehicle',
      command: `curl ${bearer} ${json} \\\n  -d '{"vin":"${vin}"}' ${origin}/api/decode`,
    },
    {
      title: 'Look up many at once',
      command: `curl ${bearer} ${json} \\\n  -d '{"vins":["${vin}","5YJ3E1EA7KF317000"]}' ${origin}/api/decode/batch`,
    },
    { title: 'See what is used of the month', command: `curl ${bearer} ${origin}/api/users/me` },
    { title: 'A token of 15 minutes instead of the key', command: `curl -X POST ${bearer} ${origin}/api/token` },
  ]
}
