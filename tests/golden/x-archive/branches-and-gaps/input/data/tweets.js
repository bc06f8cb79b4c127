window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "3001",
   "id": "3001",
   "created_at": "Fri Jun 02 20:00:00 +0000 2023",
   "full_text": "The night ferry has three lamps. Here is what each of them says.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "64"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   }
  }
 },
 {
  "tweet": {
   "id_str": "3002",
   "id": "3002",
   "created_at": "Fri Jun 02 20:01:00 +0000 2023",
   "full_text": "The white one says: I am here.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "30"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3001",
   "in_reply_to_status_id": "3001",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3003",
   "id": "3003",
   "created_at": "Fri Jun 02 20:02:00 +0000 2023",
   "full_text": "The red one says: my left side. The green one says: my right.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "61"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3002",
   "in_reply_to_status_id": "3002",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3004",
   "id": "3004",
   "created_at": "Fri Jun 02 20:03:00 +0000 2023",
   "full_text": "The old pilots steered by smell, they said: tar at the rope works, malt at the brewery, wet coal at the gasworks, and last of all the salt. On a foggy night the boy at the bow was told to shut his eyes, and to call out what the wind was bringing to him. He was never wrong twice, and…",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "284"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3003",
   "in_reply_to_status_id": "3003",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3005",
   "id": "3005",
   "created_at": "Fri Jun 02 20:10:00 +0000 2023",
   "full_text": "Several of you asked who lights them.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "37"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3002",
   "in_reply_to_status_id": "3002",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3006",
   "id": "3006",
   "created_at": "Fri Jun 02 20:11:00 +0000 2023",
   "full_text": "A keeper did, until 1961. Then a clock.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "39"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3005",
   "in_reply_to_status_id": "3005",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3007",
   "id": "3007",
   "created_at": "Fri Jun 02 20:30:00 +0000 2023",
   "full_text": "(White is seen from furthest off.)",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "34"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3002",
   "in_reply_to_status_id": "3002",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3010",
   "id": "3010",
   "created_at": "Fri Jun 02 21:00:00 +0000 2023",
   "full_text": "So the bell was moved to the museum.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "36"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3009",
   "in_reply_to_status_id": "3009",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3011",
   "id": "3011",
   "created_at": "Fri Jun 02 21:01:00 +0000 2023",
   "full_text": "It still rings once a year.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "27"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3010",
   "in_reply_to_status_id": "3010",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 },
 {
  "tweet": {
   "id_str": "3020",
   "id": "3020",
   "created_at": "Fri Jun 02 22:00:00 +0000 2023",
   "full_text": "@quayside No, that one was sold.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "32"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [
     {
      "screen_name": "quayside",
      "name": "Quayside",
      "id_str": "9",
      "indices": [
       "0",
       "9"
      ]
     }
    ],
    "urls": []
   },
   "in_reply_to_status_id_str": "3019",
   "in_reply_to_status_id": "3019",
   "in_reply_to_user_id_str": "12",
   "in_reply_to_user_id": "12",
   "in_reply_to_screen_name": "quayside"
  }
 },
 {
  "tweet": {
   "id_str": "3021",
   "id": "3021",
   "created_at": "Fri Jun 02 22:01:00 +0000 2023",
   "full_text": "Sold to a man in Oban.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "22"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "3020",
   "in_reply_to_status_id": "3020",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "nightferry"
  }
 }
]
