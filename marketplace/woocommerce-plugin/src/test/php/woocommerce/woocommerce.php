<?php
/**
 * Plugin Name: WooCommerce
 * Description: Not WooCommerce: a stand-in written for our tests, with the few names that our plugin and our server use of it.
 * Version: 11.0.0
 *
 * Behaves as the documentation and the recordings of WooCommerce 11.0.1 say: keys are kept as hashes, Basic authentication works over
 * TLS only and for REST routes that begin with "wc/" or "wc-", keys go to encrypted addresses only, through wp_safe_remote_post().
 *
 * @package Polyclerk
 */

defined( 'ABSPATH' ) || exit;

/** Only its name is asked for. */
class WooCommerce {}

/** An order, kept as one option. */
class WC_Order {
	/** @var array<string,mixed> */
	private $fields;

	public function __construct( array $fields ) {
		$this->fields = $fields;
	}

	public function get_id() {
		return (int) $this->fields['id'];
	}

	public function get_customer_id() {
		return (int) $this->fields['customer_id'];
	}

	public function get_order_number() {
		return (string) $this->fields['number'];
	}
}

/** @return array<int,array<string,mixed>> */
function stub_orders() {
	return get_option( 'stub_orders', array() );
}

function wc_get_order( $id ) {
	foreach ( stub_orders() as $order ) {
		if ( (int) $id === (int) $order['id'] ) {
			return new WC_Order( $order );
		}
	}
	return false;
}

function wc_get_orders( array $query ) {
	$found = array();
	foreach ( stub_orders() as $order ) {
		$by_email = isset( $query['billing_email'] ) && $query['billing_email'] === $order['billing']['email'];
		$by_id    = isset( $query['customer_id'] ) && (int) $query['customer_id'] === (int) $order['customer_id'];
		if ( $by_email || $by_id ) {
			$found[] = (int) $order['id'];
		}
	}
	return $found;
}

function wc_get_page_screen_id( $for ) {
	return 'shop-order' === $for ? 'woocommerce_page_wc-orders' : '';
}

function wc_rand_hash() {
	return sha1( wp_rand() . microtime() );
}

function wc_api_hash( $data ) {
	return hash_hmac( 'sha256', $data, 'wc-api' );
}

register_activation_hook(
	__FILE__,
	function () {
		global $wpdb;
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}woocommerce_api_keys (key_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id BIGINT UNSIGNED NOT NULL, description VARCHAR(200), permissions VARCHAR(10) NOT NULL, consumer_key CHAR(64) NOT NULL, consumer_secret CHAR(43) NOT NULL, nonces LONGTEXT NULL, truncated_key CHAR(7) NOT NULL, last_access DATETIME NULL)" );
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$wpdb->prefix}wc_webhooks (webhook_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY, status VARCHAR(200) NOT NULL, name TEXT NOT NULL, delivery_url TEXT NOT NULL, secret TEXT NOT NULL, topic VARCHAR(200) NOT NULL)" );
		foreach ( array( 'administrator', 'shop_manager' ) as $name ) {
			$role = get_role( $name );
			if ( $role ) {
				$role->add_cap( 'manage_woocommerce' );
				$role->add_cap( 'edit_shop_orders' );
			}
		}
		add_role( 'customer', 'Customer', array( 'read' => true ) );
		add_rewrite_rule( '^wc-auth/v1/authorize/?$', 'index.php?stub_auth=1', 'top' );
		flush_rewrite_rules();
	}
);

add_action(
	'plugins_loaded',
	function () {
		do_action( 'before_woocommerce_init' );
	},
	1
);

add_action(
	'admin_menu',
	function () {
		add_menu_page( 'WooCommerce', 'WooCommerce', 'manage_woocommerce', 'woocommerce', '__return_null' );
	}
);

add_filter(
	'determine_current_user',
	function ( $user ) {
		global $wpdb;
		$uri = isset( $_SERVER['REQUEST_URI'] ) ? $_SERVER['REQUEST_URI'] : '';
		$rest = false !== strpos( $uri, 'wp-json/wc/' ) || false !== strpos( $uri, 'wp-json/wc-' );
		if ( $user || ! $rest || ! is_ssl() || empty( $_SERVER['PHP_AUTH_USER'] ) ) {
			return $user;
		}
		$key = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM {$wpdb->prefix}woocommerce_api_keys WHERE consumer_key = %s", wc_api_hash( $_SERVER['PHP_AUTH_USER'] ) ) );
		return $key && hash_equals( $key->consumer_secret, (string) $_SERVER['PHP_AUTH_PW'] ) ? (int) $key->user_id : $user;
	},
	15
);

add_filter(
	'query_vars',
	function ( $names ) {
		$names[] = 'stub_auth';
		return $names;
	}
);
add_action(
	'init',
	function () {
		add_rewrite_rule( '^wc-auth/v1/authorize/?$', 'index.php?stub_auth=1', 'top' );
	}
);
add_action( 'template_redirect', 'stub_authorize' );

/** WooCommerce's page on which a merchant agrees; here whoever is signed in agrees by asking for it with agree=1. */
function stub_authorize() {
	global $wpdb;
	if ( ! get_query_var( 'stub_auth' ) ) {
		return;
	}
	$asked = wp_unslash( $_GET );
	foreach ( array( 'app_name', 'scope', 'user_id', 'return_url', 'callback_url' ) as $name ) {
		if ( empty( $asked[ $name ] ) ) {
			wp_die( 'Missing parameter ' . esc_html( $name ), '', 401 );
		}
	}
	if ( 0 !== stripos( $asked['callback_url'], 'https://' ) ) {
		wp_die( 'The callback_url needs to be over SSL', '', 401 );
	}
	if ( ! current_user_can( 'manage_woocommerce' ) ) {
		wp_die( 'Sign in first', '', 401 );
	}
	if ( empty( $asked['agree'] ) ) {
		header( 'Location: ' . add_query_arg( array( 'success' => 0, 'user_id' => $asked['user_id'] ), $asked['return_url'] ) );
		exit;
	}
	$key    = 'ck_' . wc_rand_hash();
	$secret = 'cs_' . wc_rand_hash();
	$wpdb->insert(
		$wpdb->prefix . 'woocommerce_api_keys',
		array(
			'user_id'         => get_current_user_id(),
			'description'     => $asked['app_name'] . ' - API (created on today)',
			'permissions'     => $asked['scope'],
			'consumer_key'    => wc_api_hash( $key ),
			'consumer_secret' => $secret,
			'truncated_key'   => substr( $key, -7 ),
		)
	);
	$sent = wp_safe_remote_post(
		esc_url_raw( $asked['callback_url'] ),
		array(
			'timeout' => 60,
			'headers' => array( 'Content-Type' => 'application/json;charset=UTF-8' ),
			'body'    => wp_json_encode(
				array(
					'key_id'          => $wpdb->insert_id,
					'user_id'         => $asked['user_id'],
					'consumer_key'    => $key,
					'consumer_secret' => $secret,
					'key_permissions' => $asked['scope'],
				)
			),
		)
	);
	if ( is_wp_error( $sent ) || 200 !== wp_remote_retrieve_response_code( $sent ) ) {
		wp_die( esc_html( is_wp_error( $sent ) ? $sent->get_error_message() : 'status ' . wp_remote_retrieve_response_code( $sent ) ), '', 401 );
	}
	header( 'Location: ' . add_query_arg( array( 'success' => 1, 'user_id' => $asked['user_id'] ), $asked['return_url'] ) );
	exit;
}

add_action(
	'rest_api_init',
	function () {
		$allowed = function () {
			return current_user_can( 'manage_woocommerce' );
		};
		$get = function ( $route, $answer ) use ( $allowed ) {
			register_rest_route( 'wc/v3', $route, array( 'methods' => 'GET', 'permission_callback' => $allowed, 'callback' => $answer ) );
		};
		$get(
			'/orders',
			function ( $request ) {
				$customer = (int) $request['customer'];
				$include  = array_map( 'intval', (array) wp_parse_id_list( (string) $request['include'] ) );
				$search   = (string) $request['search'];
				return array_values(
					array_filter(
						stub_orders(),
						function ( $order ) use ( $customer, $include, $search ) {
							return ( 0 === $customer || (int) $order['customer_id'] === $customer )
								&& ( array() === $include || in_array( (int) $order['id'], $include, true ) )
								&& ( '' === $search || false !== strpos( wp_json_encode( $order ), $search ) );
						}
					)
				);
			}
		);
		$get(
			'/orders/(?P<id>\d+)',
			function ( $request ) {
				foreach ( stub_orders() as $order ) {
					if ( (int) $request['id'] === (int) $order['id'] ) {
						return $order;
					}
				}
				return new WP_Error( 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.', array( 'status' => 404 ) );
			}
		);
		foreach ( array( 'notes', 'refunds', 'fulfillments' ) as $part ) {
			$get( '/orders/(?P<id>\d+)/' . $part, '__return_empty_array' );
		}
		$get( '/products', '__return_empty_array' );
		$get(
			'/data/currencies/current',
			function () {
				return array( 'code' => 'GBP' );
			}
		);
		$get(
			'/webhooks',
			function () {
				global $wpdb;
				return array_map(
					function ( $row ) {
						return array( 'id' => (int) $row->webhook_id, 'name' => $row->name, 'topic' => $row->topic, 'status' => $row->status, 'delivery_url' => $row->delivery_url );
					},
					$wpdb->get_results( "SELECT * FROM {$wpdb->prefix}wc_webhooks" )
				);
			}
		);
		register_rest_route(
			'wc/v3',
			'/webhooks',
			array(
				'methods'             => 'POST',
				'permission_callback' => $allowed,
				'callback'            => function ( $request ) {
					global $wpdb;
					$given = $request->get_json_params();
					$wpdb->insert( $wpdb->prefix . 'wc_webhooks', array( 'status' => 'active', 'name' => $given['name'], 'delivery_url' => $given['delivery_url'], 'secret' => $given['secret'], 'topic' => $given['topic'] ) );
					return array( 'id' => $wpdb->insert_id );
				},
			)
		);
	}
);
