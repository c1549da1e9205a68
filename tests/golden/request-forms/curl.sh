# Set before: AUTHORIZATION
curl --request 'POST' 'https://example.com/events?a=1&b='\''x'\''' \
  --header 'revision: 2026-01-15' \
  --header 'Authorization: '"$AUTHORIZATION" \
  --header 'Content-Type: application/json' \
  --header 'X-Empty;' \
  --header 'X-Odd: =it'\''s "$HOME" `id` \ !' \
  --header 'X-Omneo-Hmac-SHA256: 00ff' \
  --data-raw '{"mail": "o'\''brien@example.com", "odd key": [1.50, {"mail": null}],
 "text": "?> \" $HOME `id` \u00e4 ä \n */ '\'' end", "empty": {}, "9": true}'
