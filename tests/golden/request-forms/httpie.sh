# Set before: AUTHORIZATION
http --raw '{"mail": "o'\''brien@example.com", "odd key": [1.50, {"mail": null}],
 "text": "?> \" $HOME `id` \u00e4 ä \n */ '\'' end", "empty": {}, "9": true}' POST 'https://example.com/events?a=1&b='\''x'\''' \
  'revision:2026-01-15' \
  'Authorization:'"$AUTHORIZATION" \
  'Content-Type:application/json' \
  'X-Empty;' \
  'X-Odd:\=it'\''s "$HOME" `id` \ !' \
  'X-Omneo-Hmac-SHA256:00ff'
