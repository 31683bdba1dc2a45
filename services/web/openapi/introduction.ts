/** Markdown, at the top of the page. */
export const introduction = `What is this vehicle? Ask with a VIN, or with a thousand: each field of the answer names its source, and what is not known is null.

[The pages](/) · [Status](/status) · [This description as JSON](/openapi.json)

**Credentials.** Send \`Authorization: Bearer\` with an API key, which you make on the account page, or with a token that \`POST /api/token\` made of it. Pages use the cookie of their session and send \`x-csrf-token\` with whatever changes something. A credential that does not open is 401, never a visitor. Without any you are a visitor: a few VINs a minute, nothing is listed.

**Limits.** By the minute, by key or address (batches: by account): the headers \`x-ratelimit-limit\`, \`x-ratelimit-remaining\` and \`x-ratelimit-reset\` tell how many, how many are left, and the seconds until all are there again. By the month, by plan: only what is decoded anew costs, and not while no online decoder answers. Either is 429 with \`retry-after\`.

**Errors.** Always \`{"error":{"code","message","request_id"}}\`. Programs decide by \`code\`, which is stable; \`message\` is for people. A path with a part of more than 200 characters is 414.

**Growth.** Answers may gain members and lists of codes may grow; nothing that is described here goes away or changes its meaning.`
