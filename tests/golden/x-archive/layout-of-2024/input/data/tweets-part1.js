window.YTD.tweets.part1 = [
 {
  "tweet": {
   "id_str": "2004",
   "id": "2004",
   "created_at": "Sat Nov 09 12:22:00 +0000 2024",
   "full_text": "Fold it four times. Every half hour is enough.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "46"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": []
   },
   "in_reply_to_status_id_str": "2001",
   "in_reply_to_status_id": "2001",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "breadclock",
   "edit_info": {
    "edit": {
     "initialTweetId": "2002",
     "editControlInitial": {
      "editTweetIds": [
       "2002",
       "2004"
      ],
      "editsRemaining": "4"
     }
    }
   }
  }
 },
 {
  "tweet": {
   "id_str": "2009",
   "id": "2009",
   "created_at": "Wed Nov 01 08:00:00 +0000 2023",
   "full_text": "A loaf on a blue plate.",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "23"
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
   "id_str": "2010",
   "id": "2010",
   "created_at": "Sat Nov 09 13:00:00 +0000 2024",
   "full_text": "Worth reading on rye https://t.co/quote00002",
   "lang": "en",
   "truncated": false,
   "retweeted": false,
   "favorite_count": "0",
   "display_text_range": [
    "0",
    "44"
   ],
   "entities": {
    "hashtags": [],
    "symbols": [],
    "user_mentions": [],
    "urls": [
     {
      "url": "https://t.co/quote00002",
      "expanded_url": "https://x.com/ryefield/status/777?s=20",
      "display_url": "x.com/ryefield/statu…",
      "indices": [
       "21",
       "44"
      ]
     }
    ]
   },
   "in_reply_to_status_id_str": "2003",
   "in_reply_to_status_id": "2003",
   "in_reply_to_user_id_str": "4711",
   "in_reply_to_user_id": "4711",
   "in_reply_to_screen_name": "breadclock"
  }
 }
]
