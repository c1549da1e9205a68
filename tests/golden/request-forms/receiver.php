<?php
// Takes what the target sends. Answer 2xx soon: anything else is sent again.
$body = file_get_contents('php://input');
$given = $_SERVER['HTTP_X_OMNEO_HMAC_SHA256'] ?? '';
if (!hash_equals(hash_hmac('sha256', $body, getenv('OMNEO_SECRET')), $given)) {
    http_response_code(401);
    exit;
}
$data = json_decode($body, true, 512, JSON_THROW_ON_ERROR);
$mail = $data['mail'] ?? null; // "o'brien@example.com"
$odd_key = $data['odd key'][0] ?? null; // 1.50
$mail2 = $data['odd key'][1]['mail'] ?? null; // null
$text = $data['text'] ?? null; // "? > \" $HOME `id` \u00e4 ä \n */ ' end"
$empty = $data['empty'] ?? null; // {}
$_9 = $data['9'] ?? null; // true
http_response_code(202);
